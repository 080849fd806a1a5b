"""Pages for the wall: one message, one large chart, one question to the room."""

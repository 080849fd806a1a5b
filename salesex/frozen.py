"""Values with named fields that never change: what a frozen dataclass is, at next to no cost to define.

`dataclasses` writes and compiles six methods for every class and imports `inspect` for it: for the classes
that checking one file needs, a quarter of the whole run. The classes below `Frozen` share its methods.
Whatever knows dataclasses (`dataclasses.replace`, `asdict`, msgspec) takes them for such.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from dataclasses import Field

T = TypeVar("T")


class _Made(Generic[T]):
    """A default that is made anew for every value."""

    def __init__(self, factory: Callable[[], T]) -> None:
        self.factory = factory


def field(*, default_factory: Callable[[], T]) -> T:
    """Return the default of a field whose default can change, such as a dict."""
    return _Made(default_factory)  # type: ignore[return-value]


class _DataclassFields:
    """The fields as `dataclasses` describes them, made where something asks for them."""

    def __get__(self, instance: object, owner: type[Frozen]) -> dict[str, Field[Any]]:
        import dataclasses

        described: list[tuple[str, Any, Any]] = []
        bases = (base for base in reversed(owner.__mro__) if issubclass(base, Frozen))
        kinds = {name: kind for base in bases for name, kind in base.__annotations__.items()}
        for name in owner._names:
            default = owner._defaults.get(name, dataclasses.MISSING)
            is_made = isinstance(default, _Made)
            kept = {"default_factory": default.factory} if is_made else {"default": default}
            described.append((name, kinds[name], dataclasses.field(**kept)))
        made: Any = dataclasses.make_dataclass(owner.__name__, described)
        owner.__dataclass_fields__ = made.__dataclass_fields__
        return owner.__dataclass_fields__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen:
    """Base of values that are set once, by place or by name, and are equal if all their fields are.

    A class below it lists its fields as annotations, in order, with defaults behind `=`, and may add
    methods, properties and a `cached_property`. Fields of a base come first.

    Raises
    ------
    TypeError : for a field that is unknown, missing or given twice
    AttributeError : where something sets or deletes an attribute afterwards
    """

    _names: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    else:
        __dataclass_fields__ = _DataclassFields()

    def __init_subclass__(cls) -> None:
        """Note names and defaults of the fields."""
        own = cls.__annotations__
        cls._names = (*cls._names, *own)
        cls._defaults = cls._defaults | {name: cls.__dict__[name] for name in own if name in cls.__dict__}

    def __init__(self, *values: Any, **named: Any) -> None:
        names, defaults, state = self._names, self._defaults, self.__dict__
        for name, value in zip(names, values, strict=False):
            state[name] = value
        for name in names[len(values) :]:
            if name in named:
                state[name] = named.pop(name)
            elif name in defaults:
                default = defaults[name]
                state[name] = default.factory() if isinstance(default, _Made) else default
            else:
                raise TypeError(f"{type(self).__name__}: {name} is missing")
        if named or len(values) > len(names):
            wrong = ", ".join(named) or f"{len(values)} values"
            raise TypeError(f"{type(self).__name__}: {wrong} given, fields are {', '.join(names)}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} stays as it is")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} stays")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        mine, others = self.__dict__, other.__dict__
        return all(mine[name] == others[name] for name in self._names)

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__[name] for name in self._names))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._names)
        return f"{type(self).__name__}({fields})"


F = TypeVar("F", bound=Frozen)


def replace(value: F, **changes: Any) -> F:
    """Return a copy of a value in which some fields have changed."""
    return type(value)(**{name: getattr(value, name) for name in value._names} | changes)

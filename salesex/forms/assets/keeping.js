"use strict";
/* One text kept on this device between two visits. A browser may take a minute until it has localStorage
   on disk, and phones end browsers without a word; so there is a database, too, which is on disk at once.
   Either of them may be forbidden, full, closed by the browser, or emptied by another tab at any time. */
function keeper(key, changed) {
  const NAME = "salesex", STORE = "forms", PATIENCE = 2000, TRIES = 2;
  const storage = access();
  let storing = probe(), database = null, reached = false, holding = false, latest = null, writing = false;

  function access() {
    try {
      return localStorage;
    } catch {
      return null; // forbidden, as in some viewers of attachments
    }
  }

  function probe() {
    try {
      storage.setItem("salesex:probe", "1");
      storage.removeItem("salesex:probe");
      return true;
    } catch {
      return false;
    }
  }

  function open(version) {
    return new Promise((resolve) => {
      setTimeout(resolve, PATIENCE, null);
      try {
        const request = indexedDB.open(NAME, version);
        request.onupgradeneeded = () => {
          if (!request.result.objectStoreNames.contains(STORE)) request.result.createObjectStore(STORE);
        };
        request.onsuccess = () => resolve(ours(request.result));
        request.onerror = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
  }

  function ours(opened) {
    const left = () => {
      if (database === opened) database = null; // the next text opens it again
    };
    opened.onclose = left;
    opened.onversionchange = () => {
      opened.close();
      left();
    };
    if (opened.objectStoreNames.contains(STORE)) return opened;
    opened.close();
    return open(opened.version + 1); // of the same name, but made by something else
  }

  async function connected() {
    database = database || (await open());
    holding = Boolean(database);
    reached = reached || holding;
    return holding;
  }

  function ran(mode, act) {
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(STORE, mode, { durability: "strict" });
        const request = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve({ result: request.result });
        transaction.onabort = () => resolve(null); // full, or closed by the browser
      } catch {
        resolve(null); // closed by the browser meanwhile
      }
    });
  }

  /* As long as there is something newer than what is in the database, it is written. */
  async function write() {
    if (writing) return;
    writing = true;
    for (let tries = 0; latest !== null && tries < TRIES && (await connected()); ) {
      const text = latest;
      if (text === null) break;
      const done = await ran("readwrite", (store) => store.put(text, key));
      if (done && latest === text) latest = null;
      if (!done) database = null;
      holding = Boolean(done);
      tries = done ? 0 : tries + 1;
    }
    latest = null;
    writing = false;
    changed();
  }

  return {
    keeps: () => storing || holding,
    writing: () => writing,

    put(text) {
      try {
        storage.setItem(key, text);
        storing = true;
      } catch {
        storing = false; // full, or forbidden meanwhile
      }
      latest = text;
      write();
    },

    async texts() {
      const found = [];
      try {
        found.push(storage.getItem(key));
      } catch {
        storing = false;
      }
      const read = (await connected()) && (await ran("readonly", (store) => store.get(key)));
      return read ? [...found, read.result] : found;
    },

    /* Whether nothing is left. Transactions run in order, so one that still writes comes before. */
    async forget() {
      latest = null;
      let gone = true;
      try {
        storage.removeItem(key);
        gone = storage.getItem(key) === null;
      } catch {
        gone = !storing;
      }
      for (let tries = 0; tries < TRIES; tries++) {
        if (!(await connected())) return gone && !reached;
        if (await ran("readwrite", (store) => store.delete(key))) return gone;
        database = null;
      }
      return false;
    },
  };
}

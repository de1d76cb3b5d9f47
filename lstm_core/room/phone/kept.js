"use strict";
// What this browser keeps of a room, and forgets with it.

const HOURS = 12 * 3600_000; // ms that a room lasts at most

// Of the room with this code. Where the browser keeps nothing, it is kept as long as the page is.
const keeper = (code) => {
  // A random name for this browser, in this room alone: no account, no cookie.
  const kept = (key, make) => {
    try {
      const name = `${code}:${key}`;
      if (make && !localStorage.getItem(name)) localStorage.setItem(name, make());
      return localStorage.getItem(name);
    } catch { return (make ? memory[key] ||= make() : memory[key]) ?? null; }
  };
  const keep = (key, value) => {
    try { localStorage.setItem(`${code}:${key}`, value); } catch { memory[key] = value; }
  };
  const memory = {};
  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
  const drop = (gone) => {
    try {
      Object.keys(localStorage).filter(gone).forEach((name) => localStorage.removeItem(name));
    } catch { /* nothing was kept */ }
  };
  const unkeep = (key) => {
    delete memory[key];
    drop((name) => name === `${code}:${key}`);
  };
  const forget = () => drop((name) => name.startsWith(`${code}:`));
  const forgetOld = () => drop((name) => {
    const [, room] = /^([A-Z]{4}):/.exec(name) || [];
    return room && !(Date.now() - localStorage.getItem(`${room}:since`) < HOURS);
  });
  return { kept, keep, unkeep, forget, forgetOld, random };
};

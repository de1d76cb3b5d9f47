// What this browser keeps from page to page; null where it allows none.

export const storage = (() => {
  try {
    return localStorage;
  } catch {
    return null;
  }
})();

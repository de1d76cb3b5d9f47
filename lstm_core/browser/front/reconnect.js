// A page that was at rest asks for nothing when it finds its server again. That may be another
// server, which has never heard of the page: then no key would do anything.

const OWN = 500; // ms in which Streamlit asks by itself, where a run was cut off

// Call this whenever the page has found its server again and is at rest, until the signal.
export function onReconnect(call, { signal }) {
  const app = document.querySelector(".stApp");
  const connected = () => app.dataset.testConnectionState === "CONNECTED";
  let before = connected();
  const atRest = () => {
    if (connected() && app.dataset.testScriptState === "notRunning") call();
  };
  const watch = new MutationObserver(() => {
    if (connected() && !before) setTimeout(atRest, OWN);
    before = connected();
  });
  watch.observe(app, { attributeFilter: ["data-test-connection-state"] });
  signal.addEventListener("abort", () => watch.disconnect());
}

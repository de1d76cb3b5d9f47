// The style sheets of the parts, by name. Here are none, and each is fetched; the server, which
// serves all modules as one, has them here.
export const STYLES = {};

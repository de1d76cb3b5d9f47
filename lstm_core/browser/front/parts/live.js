// A training that is watched: the new data of its charts. Without this they are right again when it
// stops.

import { update } from "../plotly.js";

export function live() {
  return {
    show({ figures }) {
      for (const [key, figure] of Object.entries(figures)) update(key, figure);
    },
  };
}

// While a training is watched its charts stay mounted, and their new data is put into them: nothing flickers. Without
// this the charts are right again when the training stops.

export default function ({ data: bytes }) {
  const data = read(bytes);
  for (const [key, figure] of Object.entries(data.figures)) {
    const chart = document.querySelector(`.st-key-picture_${key} .js-plotly-plot, .st-key-picture_${key}_tall .js-plotly-plot`);
    if (!chart?.layout || !window.Plotly) continue;
    const layout = { ...chart.layout, shapes: figure.layout.shapes };
    layout.annotations = chart.layout.annotations.map((note, k) => ({ ...note, text: figure.layout.annotations[k]?.text ?? note.text }));
    for (const [name, axis] of Object.entries(figure.layout)) {
      if (name.startsWith("yaxis") && axis.range) layout[name] = { ...layout[name], range: axis.range };
      else if (name.startsWith("yaxis")) layout[name] = { ...layout[name], autorange: true };
    }
    window.Plotly.react(chart, figure.data, layout, { ...chart._context });
  }
}

// The player's script comes with the header, once: what is sent at each step is only where the player is to be.

export default function (component) {
  let end = () => {};
  const begin = () => { end = window.lstmPlay(component); };
  if (window.lstmPlay) begin();
  else addEventListener("lstm:ready", begin, { once: true });
  return () => {
    removeEventListener("lstm:ready", begin);
    end();
  };
}

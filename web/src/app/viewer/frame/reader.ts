// The whole of what runs inside the frame: an origin of its own, without network, storage, or a way to the page around
// it but the port that it is given.
import type { ToFrame } from "../messages";
import { Paper } from "./paper";
import { quiet } from "./quiet";

quiet();
// Browsers give no animation frames to a frame that is out of sight; a page is drawn there all the same.
globalThis.requestAnimationFrame = (draw) => window.setTimeout(draw, 0, performance.now());

addEventListener("message", function take({ source, data, ports: [port] }: MessageEvent) {
  if (source !== parent || data !== "port" || port === undefined) return;
  removeEventListener("message", take);
  listen(port);
});
parent.postMessage("ready", "*");

function listen(port: MessagePort): void {
  const paper = new Paper((message) => {
    port.postMessage(message);
  });
  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    switch (data.kind) {
      case "open":
        void paper.open(data.worker, data.paper);
        break;
      case "password":
        paper.tryPassword(data.password);
        break;
      case "show":
        void paper.show(data);
        break;
      case "part":
        paper.takePart(data.part, data.bytes);
        break;
    }
  };
}

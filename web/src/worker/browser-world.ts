import type { World } from "./world";

/** The browser, from inside a worker. */
export const browserWorld: World = {
  origin: self.location.origin,
  now: () => Date.now(),
  fetch: (path, request) => fetch(path, { credentials: "same-origin", cache: "no-store", redirect: "error", ...request }),
  upload,
};

/** `fetch` tells nothing about what was sent; `XMLHttpRequest` does. */
function upload(path: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer>, progress: (sent: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", path);
    request.responseType = "arraybuffer";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      progress(event.loaded);
    };
    request.onload = () => {
      const type = request.getResponseHeader("Content-Type");
      const bodiless = [204, 205, 304].includes(request.status);
      const answer = bodiless ? null : (request.response as ArrayBuffer);
      resolve(new Response(answer, { status: request.status, headers: type === null ? {} : { "Content-Type": type } }));
    };
    request.onerror = request.onabort = request.ontimeout = () => {
      reject(new TypeError("network"));
    };
    request.send(body);
  });
}

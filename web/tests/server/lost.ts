import type { Between } from "./node-world";

/** Requests to a route never arrive. */
export function requestLost(route: string): Between {
  return (path, request, send) => (path.endsWith(route) ? Promise.reject(new TypeError("lost")) : send(request));
}

/** Requests to a route arrive, and their answers don't. */
export function answerLost(route: string): Between {
  return async (path, request, send) => {
    const response = await send(request);
    if (path.endsWith(route)) throw new TypeError("lost");
    return response;
  };
}

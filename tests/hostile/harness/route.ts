const BASE = "/api/v1";

/** Whether a request goes to a route such as `GET /lockers/{}/acts`; its query doesn't count. */
export function matches(route: string, { method, path }: { method: string; path: string }): boolean {
  const [wanted, pattern = ""] = route.split(" ");
  const [bare = ""] = path.split("?");
  const parts = bare.startsWith(`${BASE}/`) ? bare.slice(BASE.length).split("/") : bare.split("/");
  const patterns = pattern.split("/");
  return (
    wanted === method && parts.length === patterns.length && patterns.every((one, at) => one === parts[at] || (one === "{}" && parts[at] !== ""))
  );
}

/** A parameter of a request's query. */
export function queryOf(path: string, name: string): string | null {
  return new URL(path, "http://localhost").searchParams.get(name);
}

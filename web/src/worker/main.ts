import { ArmoireError, type Armoire } from "../bridge/bridge";
import { serve, type Port } from "./serve";

// The vault is not built yet: every call is refused.
const refuse = () => Promise.reject(new ArmoireError("unavailable"));
serve(self as unknown as Port, new Proxy({}, { get: () => refuse }) as Armoire);

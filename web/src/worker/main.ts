import { browserWorld } from "./browser-world";
import { serve } from "./serve";
import { Vault } from "./vault";

serve(self, new Vault(browserWorld));

import { testClient } from "./harness/suite";

testClient("web vault");

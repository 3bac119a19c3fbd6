import { testClient } from "./harness/suite";

testClient("command line");

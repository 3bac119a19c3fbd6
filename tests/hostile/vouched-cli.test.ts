import { testVouched } from "./harness/suite";

testVouched("command line");

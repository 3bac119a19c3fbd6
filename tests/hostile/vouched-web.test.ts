import { testVouched } from "./harness/suite";

testVouched("web vault");

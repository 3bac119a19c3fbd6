import { testPeople } from "./harness/suite";

testPeople("web vault");

import { testMeetings } from "./harness/suite";

testMeetings("web vault");

import { describeProvider } from "../../conformance.js";
import { chatWire } from "./chat-wire.js";

describeProvider(chatWire);

import { connectionFaults } from "./connection-faults.js";
import { answerFaults } from "./answer-faults.js";
import type { Fault } from "./fault.js";
import { refusedRequests } from "./http-faults.js";

/** Every fault of the table. */
export const faults: readonly Fault[] = [...connectionFaults, ...refusedRequests, ...answerFaults];

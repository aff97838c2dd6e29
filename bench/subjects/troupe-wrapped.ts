/** Troupe, through a provider that is wrapped. */
import type { OpenSubject } from "./subject.ts";
import { openTroupe } from "./troupe.ts";

export const openSubject: OpenSubject = (baseUrl) => openTroupe(baseUrl, "wrapped");

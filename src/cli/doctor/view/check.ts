import type { Finding } from "./finding.js";
import type { ProjectView } from "./project-view.js";

/** One check of `agents doctor`. An error that it throws becomes a finding. */
export type Check = (project: ProjectView) => readonly Finding[] | Promise<readonly Finding[]>;

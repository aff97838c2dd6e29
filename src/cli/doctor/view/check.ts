import type { Finding } from "./finding.js";
import type { ProjectView } from "./project-view.js";

/** One thing that `agents doctor` looks at. What it throws becomes a finding. */
export type Check = (project: ProjectView) => readonly Finding[] | Promise<readonly Finding[]>;

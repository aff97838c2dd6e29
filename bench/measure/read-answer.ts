import type { Seen, Subject } from "../subjects/subject.ts";
import { answerOf, type Workload } from "../workloads.ts";

/** Reads one answer in the way that the workload asks for, and holds it against what was sent. */
export async function readAnswer(subject: Subject, workload: Workload): Promise<Seen> {
  const { text, textAnthropic, partials } = subject;
  const way = workload.structured ? partials : workload.wire === "openai" ? text : textAnthropic;
  if (!way) throw new Error(`this subject cannot do ${workload.name}`);
  const seen = await way();
  const answer = answerOf(workload);
  // BAML trims; white space at the end is only there to fill the last chunks.
  if (seen.text === answer || seen.text.trimEnd() === answer.trimEnd()) return seen;
  throw new Error(`saw ${seen.text.length} characters that are not the answer to ${workload.name}`);
}

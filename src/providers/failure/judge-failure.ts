import type { AgentErrorCode } from "../../errors.js";
import { foldName, type ProviderFailure } from "./read-failure.js";

/** What a failure is, and whether the same request may meet another fate. */
export interface Judgement {
  readonly code: AgentErrorCode;
  readonly retryable: boolean;
}

type Rule = readonly [mark: RegExp, code: AgentErrorCode];

/** Marks that a filter puts on what it stopped: Azure's, OpenAI's, Bedrock's, Alibaba's, Z.ai's and others'. */
const filterMarks =
  /^(?!invalid)\w*(?:contentfilter|contentpolicy|contentmoderation|responsibleai|guardrail|policyviolation|safetyviolation|prohibitedcontent|sensitivecontent|newsensitive|datainspection|safetycheck)|^(?:(?:request|prompt|response|input|output|content|safety)?block(?:ed)?|moderation(?:blocked|flagged)?|safety|sensitive|recitation|refusal)$/;

const filterWords = String.raw`content[ _-]?(?:filter|polic|management polic|moderation|safety)\w*|safety (?:system|filter|setting|polic|check)\w*|usage (?:polic|guideline)\w*|acceptable use|guardrails?|moderation|responsible ai`;
const actions = String.raw`filtered|blocked|rejected|flagged|refused|stopped|intervened|violat\w*|trigger\w*`;

/** How providers say the same where the mark is that of any wrong request. */
const filterMessages = [
  new RegExp(String.raw`\b(?:${actions})\b[^.]{0,80}\b(?:${filterWords})`, "i"),
  new RegExp(String.raw`\b(?:${filterWords})\b[^.]{0,60}\b(?:${actions})\b`, "i"),
  /\bcontent exists risk\b|\binappropriate content\b|\bContentPolicyViolation|\bnew_sensitive\b|\b(?:text|image|content|input|output|prompt) is sensitive\b/i,
];

/** An account without means, which waiting does not fill. */
const emptyMarks =
  /^insufficient\w*(?:quota|balance|credits?|funds)|billing|paymentrequired|outofcredit|creditbalance|exceededcurrentquota|arrear|accountoverdue|accountdeactivated/;
const emptyMessages =
  /\binsufficient (?:account )?(?:balance|credits?|funds|quota)\b|\bbalance is (?:too low|insufficient|not enough)\b|\bout of credits\b|\bbilling hard limit\b/i;

/** The code of a failure by the mark that a provider puts on it, first come first. */
const rules: readonly Rule[] = [
  [/ratelimit|toomanyrequests|throttl|resourceexhausted|quota/, "rate_limited"],
  [
    /authenticat|apikey|unauthorized|permission|forbidden|accessdenied|expiredtoken|invalidtoken/,
    "authentication",
  ],
  [
    /overload|unavailable|servererror|^internal|timeout|deadlineexceeded|slowdown|apierror|insufficientsystemresource|notready|capacity/,
    "provider_unavailable",
  ],
  [
    /^invalid(?!response)|notfound|unsupported|notsupported|badrequest|contextlength|contextwindow|validation|failedprecondition|toolarge|toosmall|toolong|image|policy|residencymismatch/,
    "provider_rejected",
  ],
];

/** Client errors that the same request may not meet again: timeouts, conflicts, too early. */
const retryableStatuses: ReadonlySet<number> = new Set([408, 409, 425]);

/** Judges an error that came in a body with a good status. `interrupted`: nothing says what it is. */
export function judgeFrame(failure: ProviderFailure): Judgement {
  if (isFiltered(failure)) return { code: "content_filtered", retryable: false };
  const judged = judgeMarks(failure) ?? { code: "interrupted", retryable: true };
  return isEmpty(failure) ? { ...judged, retryable: false } : judged;
}

/** Judges an error by its HTTP status, and by what its body says where that is surer. */
export function judgeStatus(
  status: number,
  failure: ProviderFailure,
  asked: string | null,
): Judgement {
  // These two are about who asks, whatever words they are said in.
  const isAccount = status === 401 || status === 429;
  if (isAccount ? hasFilterMark(failure) : isFiltered(failure)) {
    return { code: "content_filtered", retryable: false };
  }
  const { code, retryable } = ofStatus(status);
  if (isEmpty(failure) || isUnknownModel(failure)) return { code, retryable: false };
  // Both providers say it in `x-should-retry` where the status alone does not.
  return { code, retryable: asked === "true" || asked === "false" ? asked === "true" : retryable };
}

/** Whether a failure says that the model is not known. */
export function isUnknownModel({ marks, message = "" }: ProviderFailure): boolean {
  if (marks.some((mark) => /model(?:id)?notfound|unknownmodel|nosuchmodel/.test(foldMark(mark)))) {
    return true;
  }
  return /^model: |\bmodels?\b[^.]{0,120}\b(?:not found|not exist|no longer|unknown|not available|not supported)\b|\b(?:unknown|invalid|no such|not find) (?:the )?model\b/i.test(
    message,
  );
}

function judgeMarks({ marks }: ProviderFailure): Judgement | undefined {
  const words = marks.map(foldMark).filter((mark) => !/^\d*$/.test(mark));
  for (const word of words) {
    const code = emptyCode(word) ?? rules.find(([mark]) => mark.test(word))?.[1];
    if (code !== undefined) {
      return { code, retryable: code === "rate_limited" || code === "provider_unavailable" };
    }
  }
  const status = marks.map(Number).find((mark) => mark >= 400 && mark < 600);
  return status === undefined ? undefined : ofStatus(status);
}

function emptyCode(word: string): AgentErrorCode | undefined {
  if (word === "insufficientquota") return "rate_limited";
  return emptyMarks.test(word) ? "provider_rejected" : undefined;
}

function ofStatus(status: number): Judgement {
  if (status === 401 || status === 403) return { code: "authentication", retryable: false };
  if (status === 429) return { code: "rate_limited", retryable: true };
  return status >= 300 && status < 500
    ? { code: "provider_rejected", retryable: retryableStatuses.has(status) }
    : { code: "provider_unavailable", retryable: true };
}

function isFiltered(failure: ProviderFailure): boolean {
  const { message = "" } = failure;
  return hasFilterMark(failure) || filterMessages.some((pattern) => pattern.test(message));
}

function hasFilterMark({ marks }: ProviderFailure): boolean {
  return marks.some((mark) => filterMarks.test(foldMark(mark)));
}

function isEmpty({ marks, message = "" }: ProviderFailure): boolean {
  return marks.some((mark) => emptyMarks.test(foldMark(mark))) || emptyMessages.test(message);
}

function foldMark(mark: string | number): string {
  return foldName(String(mark));
}

package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the evidence asks for. */
public enum Verdict {
    /** The canary may receive the next weight. */
    @JsonProperty("promote")
    PROMOTE,
    /** The canary is worse than the baseline. */
    @JsonProperty("rollback")
    ROLL_BACK,
    /** Neither is shown yet: the weight stays. */
    @JsonProperty("continue")
    CONTINUE
}

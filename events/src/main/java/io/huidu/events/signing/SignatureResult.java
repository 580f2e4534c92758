package io.huidu.events.signing;

import java.time.Instant;

/** What came of checking a signature. */
public sealed interface SignatureResult {

    /**
     * It is one of that key over that event.
     *
     * @param until when it ends
     */
    record Right(Instant until) implements SignatureResult {}

    /**
     * It isn't.
     *
     * @param why in a sentence that repeats nothing of the signature
     */
    record Wrong(String why) implements SignatureResult {}
}

package io.huidu.events.codec;

import io.huidu.events.Envelope;
import io.huidu.events.ReleaseKey;

/** What a record turned out to be. A record comes from strangers, so one that makes no sense is a result as well. */
public sealed interface Decoded {

    /** An event. */
    record Message(Envelope envelope) implements Decoded {}

    /** The end of what the compacted topic said about a release. */
    record Tombstone(ReleaseKey release) implements Decoded {}

    /**
     * A record that is no event of the contract.
     *
     * @param reason one sentence for whoever wrote it: what was got, what was expected
     */
    record Unreadable(String reason) implements Decoded {}
}

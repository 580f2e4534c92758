package io.huidu.events;

/**
 * What Huidu says and hears: the data of one CloudEvent.
 *
 * <p>The set is closed, so that a {@code switch} over it needs no {@code default} and a new kind breaks the build of
 * everything that has to know it.
 */
public sealed interface Event permits AnalysisRequested, AnalysisJudged, ReleaseChanged, Command, CommandRefused {

    /** The CloudEvents type of this event, and with it topic and schema. */
    EventType type();

    /** The release it is about; its key on Kafka. */
    ReleaseKey release();
}

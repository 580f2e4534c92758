package io.huidu.shifter.command;

import io.huidu.events.Command;

/** Does what commands of some types ask for. */
public interface CommandHandler {

    /**
     * Does it, or says why not. The same command can come again, and an older one after a newer one.
     *
     * @throws RuntimeException when the API server refuses or doesn't answer; the command isn't done then
     */
    Answer obey(Command command, Asked asked);

    /** What became of a command. */
    sealed interface Answer {

        /** It stands in the resource now. */
        record Done(String what) implements Answer {}

        /** There was nothing to do. */
        record Nothing(String why) implements Answer {}

        /** It can't be done. */
        record Refused(String why) implements Answer {}

        /** It was to be done before now, or not yet. */
        record Expired(String why) implements Answer {}
    }
}

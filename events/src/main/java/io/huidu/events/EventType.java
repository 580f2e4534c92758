package io.huidu.events;

import java.util.Arrays;
import java.util.Optional;

/** Every CloudEvents {@code type} of the contract, in the version that is written today. */
public enum EventType {
    ANALYSIS_REQUESTED("io.huidu.analysis.requested.v1", Topic.ANALYSIS_REQUESTS),

    ANALYSIS_PROMOTE("io.huidu.analysis.promote.v1", Topic.EVENTS),
    ANALYSIS_ROLLBACK("io.huidu.analysis.rollback.v1", Topic.EVENTS),
    ANALYSIS_PROGRESSED("io.huidu.analysis.progressed.v1", Topic.EVENTS),

    RELEASE_STARTED("io.huidu.release.started.v1", Topic.EVENTS),
    RELEASE_STEP_ENTERED("io.huidu.release.step-entered.v1", Topic.EVENTS),
    RELEASE_WEIGHT_SHIFTED("io.huidu.release.weight-shifted.v1", Topic.EVENTS),
    RELEASE_HELD("io.huidu.release.held.v1", Topic.EVENTS),
    RELEASE_PAUSED("io.huidu.release.paused.v1", Topic.EVENTS),
    RELEASE_RESUMED("io.huidu.release.resumed.v1", Topic.EVENTS),
    RELEASE_PROMOTED("io.huidu.release.promoted.v1", Topic.EVENTS),
    RELEASE_ROLLED_BACK("io.huidu.release.rolled-back.v1", Topic.EVENTS),
    RELEASE_ABORTED("io.huidu.release.aborted.v1", Topic.EVENTS),

    COMMAND_REFUSED("io.huidu.command.refused.v1", Topic.EVENTS),

    COMMAND_RELEASE("io.huidu.command.release.v1", Topic.COMMANDS),
    COMMAND_PAUSE("io.huidu.command.pause.v1", Topic.COMMANDS),
    COMMAND_RESUME("io.huidu.command.resume.v1", Topic.COMMANDS),
    COMMAND_PROMOTE("io.huidu.command.promote.v1", Topic.COMMANDS),
    COMMAND_ROLLBACK("io.huidu.command.rollback.v1", Topic.COMMANDS),
    COMMAND_RETRY("io.huidu.command.retry.v1", Topic.COMMANDS),
    COMMAND_APPROVE("io.huidu.command.approve.v1", Topic.COMMANDS),
    COMMAND_SKIP("io.huidu.command.skip.v1", Topic.COMMANDS),
    COMMAND_JUMP("io.huidu.command.jump.v1", Topic.COMMANDS),
    COMMAND_SET_WEIGHT("io.huidu.command.set-weight.v1", Topic.COMMANDS),
    COMMAND_FREEZE("io.huidu.command.freeze.v1", Topic.COMMANDS);

    private final String type;
    private final Topic topic;

    EventType(String type, Topic topic) {
        this.type = type;
        this.topic = topic;
    }

    /** The CloudEvents attribute {@code type}. */
    public String type() {
        return type;
    }

    /** Where events of this type are written. */
    public Topic topic() {
        return topic;
    }

    /** The event type with the given CloudEvents {@code type}; empty for one that this version doesn't know. */
    public static Optional<EventType> of(String type) {
        return Arrays.stream(values()).filter(t -> t.type.equals(type)).findFirst();
    }

    boolean isJudgement() {
        return this == ANALYSIS_PROMOTE || this == ANALYSIS_ROLLBACK || this == ANALYSIS_PROGRESSED;
    }

    boolean isRelease() {
        return type.startsWith("io.huidu.release.");
    }

    boolean isCommand() {
        return topic == Topic.COMMANDS;
    }
}

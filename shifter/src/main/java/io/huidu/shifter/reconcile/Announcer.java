package io.huidu.shifter.reconcile;

import io.huidu.shifter.rollout.Announcement;

/**
 * The port to those who are told of changes in passing. Telling never fails: what can't be told is logged and counted.
 * After a restart they may be told again.
 */
public interface Announcer {

    void tell(ReadRelease about, Announcement announcement);
}

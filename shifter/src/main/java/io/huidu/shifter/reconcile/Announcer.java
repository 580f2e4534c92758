package io.huidu.shifter.reconcile;

import io.huidu.shifter.rollout.Announcement;

/** The port to those who are told of changes. Telling never fails: what can't be told is logged and counted. */
public interface Announcer {

    void tell(ReadRelease about, Announcement announcement);
}

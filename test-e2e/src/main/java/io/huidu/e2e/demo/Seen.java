package io.huidu.e2e.demo;

import io.huidu.e2e.world.load.UserCounts;

/**
 * What was seen of the service in some period, or since it began.
 *
 * @param users by those who come as they are
 * @param testers by those who carry the testers' header
 * @param answeredByV2 how many requests v2 has answered as Prometheus counts them, copies among them
 */
record Seen(UserCounts users, UserCounts testers, long answeredByV2) {

    /** Nobody but users. */
    static Seen by(UserCounts users) {
        return new Seen(users, UserCounts.of(0, 0), users.b() + users.failedB());
    }

    Seen since(Seen earlier) {
        return new Seen(
                users.since(earlier.users), testers.since(earlier.testers), answeredByV2 - earlier.answeredByV2);
    }

    /** Users and testers together. */
    UserCounts all() {
        return users.plus(testers);
    }

    /** How many requests v2 has answered to nobody, as far as Prometheus has counted already. */
    long copies() {
        return answeredByV2 - all().b() - all().failedB();
    }
}

package io.huidu.e2e.world.load;

/** What a user saw of one request. */
enum Sighting {
    A,
    B,
    FAILED_A,
    FAILED_B,
    FAILED_ELSEWHERE,
    UNSENT
}

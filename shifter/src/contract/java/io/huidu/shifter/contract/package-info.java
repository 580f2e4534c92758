/**
 * What every router promises, as a test; and the worlds it is tried in. A source folder of its own, because the tests
 * of this module run it against a mock, and those of test-e2e against a real API server.
 */
@NullMarked
package io.huidu.shifter.contract;

import org.jspecify.annotations.NullMarked;

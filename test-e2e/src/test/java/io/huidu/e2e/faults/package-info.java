/** What a release does when parts of its world are taken away. */
@NullMarked
package io.huidu.e2e.faults;

import org.jspecify.annotations.NullMarked;

/** The console's page as a person sees and uses it, in a real browser. */
@NullMarked
package io.huidu.e2e.console;

import org.jspecify.annotations.NullMarked;

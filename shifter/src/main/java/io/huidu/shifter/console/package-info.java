/** The console's server: a page, and the API that it uses. */
@NullMarked
package io.huidu.shifter.console;

import org.jspecify.annotations.NullMarked;

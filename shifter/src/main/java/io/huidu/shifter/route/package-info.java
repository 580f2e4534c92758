/** The port to whatever splits the traffic. Asked for and observed are different facts. */
@NullMarked
package io.huidu.shifter.route;

import org.jspecify.annotations.NullMarked;

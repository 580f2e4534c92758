/** Splits traffic by the pods that one Service selects. */
@NullMarked
package io.huidu.shifter.service;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.huidu.service;

import org.jspecify.annotations.NullMarked;

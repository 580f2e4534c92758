/**
 * What every Huidu process needs in order to run: its environment read as typed values, its duties as a server of
 * metrics and probes, and an orderly end. It knows nothing of releases.
 */
@NullMarked
package io.huidu.service;

import org.jspecify.annotations.NullMarked;

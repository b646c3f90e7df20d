/**
 * TLS on loopback: the emulator's own key and certificate, and trust in it for this JVM without loss of the trust
 * that the JVM has.
 *
 * <p>Imports Bouncy Castle; nothing of the project.
 */
package io.cosmosdataflow.emulator.tls;

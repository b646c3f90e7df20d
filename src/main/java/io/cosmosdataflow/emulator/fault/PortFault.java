package io.cosmosdataflow.emulator.fault;

/** What can be wrong with the port of direct mode, for all connections. */
public enum PortFault {
    NONE,
    /** Connections are refused. */
    CLOSED,
    /** Connections are taken, and nothing comes: not even TLS. */
    SILENT,
    /** TLS begins, and nothing comes after it. */
    SILENT_AFTER_HANDSHAKE,
    /** The certificate is one that no client trusts. */
    UNTRUSTED
}

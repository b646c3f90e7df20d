package io.cosmosdataflow.emulator.rntbd;

/** Types of tokens by their code on the wire; numbers are little endian. */
enum TokenType {
    BYTE(0x00, 1, false),
    USHORT(0x01, 2, false),
    ULONG(0x02, 4, false),
    LONG(0x03, 4, false),
    ULONGLONG(0x04, 8, false),
    LONGLONG(0x05, 8, false),
    GUID(0x06, 16, false),
    SMALL_STRING(0x07, 1, true),
    STRING(0x08, 2, true),
    ULONG_STRING(0x09, 4, true),
    SMALL_BYTES(0x0A, 1, true),
    BYTES(0x0B, 2, true),
    ULONG_BYTES(0x0C, 4, true),
    FLOAT(0x0D, 4, false),
    DOUBLE(0x0E, 8, false);

    private static final TokenType[] BY_CODE = values();

    private final int code;
    private final int size;
    private final boolean counted;

    TokenType(int code, int size, boolean counted) {
        this.code = code;
        this.size = size;
        this.counted = counted;
    }

    static TokenType of(int code) throws MalformedFrameException {
        if (code >= BY_CODE.length) {
            throw new MalformedFrameException("no type of tokens has the code " + code);
        }
        return BY_CODE[code];
    }

    int code() {
        return code;
    }

    /** Bytes of the value, or of its length if it is {@link #counted}. */
    int size() {
        return size;
    }

    boolean counted() {
        return counted;
    }
}

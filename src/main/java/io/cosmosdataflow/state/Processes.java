package io.cosmosdataflow.state;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The processes of this machine, so far as one can be told from another that got its number later. */
interface Processes {

    /**
     * A process of some machine.
     *
     * @param machine the same text for all processes that can see each other, and another one after a restart
     * @param start opaque; another one for a process that has got the same number later
     */
    record Identity(String host, String machine, long pid, String start) {}

    Identity self();

    /** The start of a living process of this machine, as in {@link Identity}; empty if there is none. */
    Optional<String> start(long pid);

    static Processes ofThisMachine() {
        return ThisMachine.INSTANCE;
    }

    /** Linux tells all in {@code /proc}; elsewhere the host's name and what Java knows must do. */
    final class ThisMachine implements Processes {

        private static final Processes INSTANCE = new ThisMachine();
        private static final Path PROC = Path.of("/proc");

        /** Fields of {@code /proc/<pid>/stat} behind the name, which may contain spaces; see proc(5). */
        private static final int STATE = 0;

        private static final int START_TICKS = 19;

        @Override
        public Identity self() {
            String host = host();
            long pid = ProcessHandle.current().pid();
            return new Identity(
                    host,
                    String.join("/", host, line("sys/kernel/random/boot_id"), namespace()),
                    pid,
                    start(pid).orElse(""));
        }

        @Override
        public Optional<String> start(long pid) {
            if (!Files.isDirectory(PROC.resolve("self"))) {
                return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(process -> process.info()
                        .startInstant()
                        .map(Instant::toString)
                        .orElse(""));
            }
            String stat = line(pid + "/stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            boolean alive = fields.length > START_TICKS && !fields[STATE].equals("Z") && !fields[STATE].equals("X");
            return alive ? Optional.of(fields[START_TICKS]) : Optional.empty();
        }

        private static String line(String file) {
            try {
                return Files.readString(PROC.resolve(file)).strip();
            } catch (IOException e) {
                return "";
            }
        }

        private static String namespace() {
            try {
                return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
            } catch (IOException | UnsupportedOperationException e) {
                return "";
            }
        }

        private static String host() {
            String known = line("sys/kernel/hostname");
            if (!known.isEmpty()) {
                return known;
            }
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "unknown";
            }
        }
    }
}

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** The line to the benchmark: says "up" and the port, then answers a command a line until the benchmark has gone. */
public interface Line {
    /** How many routes stand before the one that is measured. */
    int OTHER_ROUTES = 54;

    /** Returns how many streams were opened since the start. */
    int opened();

    /** Sends an event to all streams; returns to how many. */
    int broadcast(String data);

    /** What the JSON workload answers. */
    record Order(String user, String order, String state, int items, boolean paid) {
        public static Order of(String user, String order) {
            return new Order(user, order, "on its way", 3, true);
        }
    }

    static void serve(int port, Line line) throws Exception {
        System.out.println("> up " + port);
        var commands = new BufferedReader(new InputStreamReader(System.in));
        for (String said = commands.readLine(); said != null; said = commands.readLine()) {
            String[] words = said.split(" ", -1);
            System.out.println("> " + switch (words[0]) {
                case "opened" -> Integer.toString(line.opened());
                case "broadcast" -> Long.toString(
                        broadcast(line, Integer.parseInt(words[1]), Long.parseLong(words[2])));
                default -> "error " + said;
            });
        }
        System.exit(0);
    }

    /** Broadcasts at fixed times, late ones at once, each event with its time; returns how many deliveries are due. */
    private static long broadcast(Line line, int events, long interval) {
        long due = System.nanoTime();
        long deliveries = 0;
        for (int i = 0; i < events; i++, due += interval) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            deliveries += line.broadcast(String.format(Locale.ROOT, "@%019d ", System.nanoTime()) + "x".repeat(43));
        }
        return deliveries;
    }
}

# One block of an incast, again and again, by ns-2 (2.35): what benchmarks/results/incast.md holds Feedline's model against.
# usage: ns incast.tcl SEED BLOCKS FAN_IN SEGMENTS SEGMENT_BYTES BITS_PER_SECOND QUEUE_SEGMENTS ROUND_TRIP MIN_TIMEOUT INITIAL_WINDOW SPREAD REACTION
# Prints seconds and timeouts of each block.
foreach {seed blocks fanIn segments bytes rate room trip timeout window spread reaction} $argv break
set ns [new Simulator]
set random [new RNG]
$random seed $seed
ns-random $seed
Agent/TCP set packetSize_ $bytes
Agent/TCP set useHeaders_ false
Agent/TCP set window_ 1000000
Agent/TCP set windowInit_ $window
Agent/TCP set tcpTick_ 0.000001
Agent/TCP set minrto_ $timeout
Agent/TCP set rtxcur_init_ [expr {max($timeout, 3 * $trip)}]
Agent/TCP set maxrto_ 1000
Agent/TCP set singledup_ 1
# RFC 7323: each acknowledgement is timed, and any that is new ends the doubling of the timeout, as in Linux.
Agent/TCP set timestamps_ true
Agent/TCP set ts_resetRTO_ true
# Hosts take a moment, by chance, to send: without it every sender keeps step with the queue (phase effects), and ties decide who loses.
Agent/TCP set overhead_ $reaction
# The timer starts anew with each partial acknowledgement, as in Linux.
Agent/TCP/Newreno set newreno_changes1_ 0
set client [$ns node]
set switch [$ns node]
$ns duplex-link $client $switch $rate [expr {$trip / 4}]s DropTail
$ns queue-limit $client $switch 10000000
# ns-2 drops when the queue would reach its limit, and the segment on the wire is not in the queue.
$ns queue-limit $switch $client [expr {$room + 1}]
for {set i 0} {$i < $fanIn} {incr i} {
    set server($i) [$ns node]
    $ns duplex-link $server($i) $switch $rate [expr {$trip / 4}]s DropTail
    $ns queue-limit $server($i) $switch 10000000
    $ns queue-limit $switch $server($i) 10000000
}
proc begin {} {
    global ns random fanIn segments server client spread sender sink unfinished started
    set unfinished $fanIn
    set started [$ns now]
    for {set i 0} {$i < $fanIn} {incr i} {
        set sender($i) [new Agent/TCP/Newreno]
        set sink($i) [new Agent/TCPSink]
        $ns attach-agent $server($i) $sender($i)
        $ns attach-agent $client $sink($i)
        $ns connect $sender($i) $sink($i)
        $sender($i) proc done {} { finished }
        $ns at [expr {$started + [$random uniform 0 $spread]}] "$sender($i) advance $segments"
    }
}
proc finished {} {
    global ns unfinished
    incr unfinished -1
    if {$unfinished == 0} { $ns at [expr {[$ns now] + 1e-9}] finish }
}
proc finish {} {
    global ns fanIn blocks sender sink server client started
    set timeouts 0
    for {set i 0} {$i < $fanIn} {incr i} {
        incr timeouts [$sender($i) set nrexmit_]
    }
    puts "[expr {[$ns now] - $started}] $timeouts"
    incr blocks -1
    if {$blocks == 0} { exit 0 }
    for {set i 0} {$i < $fanIn} {incr i} {
        $ns detach-agent $server($i) $sender($i)
        $ns detach-agent $client $sink($i)
    }
    $ns at [expr {[$ns now] + 1}] begin
}
$ns at 1 begin
$ns run

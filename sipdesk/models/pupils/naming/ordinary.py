"""Names that are also words of a school day, so that a capital alone does not make them a name."""

from __future__ import annotations

# Kept to words that do begin sentences in a note of visit. A name that is not listed is taken
# out wherever it stands and however it is typed, which is the safe side.
ORDINARY = frozenset(
    """
    ace amber an angel april art august autumn banks baker barber bell berry best bird bishop
    black blue bond book booth bow bridge brook brooks brown bush butcher butler can carpenter
    carter case cash chance charity chase child church clay close cook cooper cross crown dale
    dawn day dean do drew driver early english faith farmer field fields fine fisher
    flower flowers ford forest fox frank free french frost game gay german glass gold golden good
    grace grant gray green grey grove guy hall hand happy harmony hay head heath hill holder
    holiday hope house hunt hunter in irish jet joy june justice key king knight lake lamb
    land lane law lead long lord love low lowe major man march mark marks marsh mason masters may
    mercy miles mill miller moon more moss nail new noble north old page park parks parson patience
    peace pearl pool poor pope porter potter power powers precious price prince promise
    prudence rain read reader reading reason red reed rice rich river rivers rock rose
    rush said sage sharp shepherd short silver singer small smart snow so south spark sparks speed
    spring star stone storm street strong summer summers sunny swift tanner to trinity true
    turner unity wade walker wall walls ward waters weaver welsh west white wild will winter
    bloom bright chambers cotton dance dear gates great keen link loud merry moody neat pace paper
    parent root rule savage self stark strange sweet teacher test train vine weeks wells whole work
    works worthy winters wise wood woods word worth wright young
    """.split()
)

# What schools shorten, and what somebody may be called as well: Amaris Sen. All in capitals, or
# all in small letters, it may be the one or the other.
ABBREVIATIONS = frozenset(
    """
    aen aps bme btec cat cats cpd ctf cva da dfe dt eal ebd eps fft fsm gcse gt hlta hmi hod
    ict iep it ks la lac lea lsa mat mfl mld nc nqt ofsted pa pan pe pep pm ppa pru pshe
    pta re rs sats sef sen send senco sip sld slt smt ssat ta tas tlr upn urn va
    """.split()
)

# Words inside names that say nothing on their own.
PARTICLES = frozenset(
    "al ap bin bint da das de del della den der di dos du el fitz ibn la las le les los mac mc st"
    " ter the und van von y zu jr junior snr ii iii".split()
)

# Words, but a capital makes them a name wherever they stand; in small letters they are words.
NAMES_FIRST = frozenset(
    """
    bills bob daisy flora gene ginger hazel heather holly ivy jack jade jean
    jerry josh lily mike myrtle nick olive pat pip poppy prudence robin rod ruby
    sandy smith tom tony violet viola willow
    """.split()
)

//! Where French sentences end.
//!
//! Abbreviations as the *Lexique des règles typographiques* of the Imprimerie nationale, the
//! dictionaries and the library catalogues write them, by class. What is also an ordinary word
//! (`col`, `art`, `vol`) is listed before numbers only, or not at all.

use crate::lang::breaks::AbbreviationClass::{
    BeforeNumber, Closing, Either, Era, Never, Reference, Title,
};
use crate::lang::breaks::BreakData;

pub(super) static BREAKS: BreakData = BreakData {
    abbreviations: &[
        // Forms of address.
        (
            Title,
            "
            M MM Mr Mrs Ms Mme mme Mmes Mlle mlle Mlles Me Mes Mgr Mgrs Dr dr Drs Dre Pr Prs Pre
            prof profs ing Vve vve R.P RR.PP St Ste Sts Stes st ste S.M S.A.R S.A.I S.Exc S.Em
            S.Ém LL.MM LL.AA N.-D N.D N.-S N.-S.J.-C Mt Mts",
        ),
        // Ranks and offices.
        (
            Title,
            "
            cdt cne capt lt-col gal gén bgén mgén adj-chef sgt sgt-chef cpl lt s-lt s.-lt
            lieut amb maj Brig abb card chev cte ctesse vte vtesse mqs mqse prés sén cons insp
            adjt dir.gén secr secr.gén proc.gén vic.gén",
        ),
        // Given names and initials of two letters.
        (Title, "Ch Chr Ph Th Fr Guill Guil Jos Jacq Nic Alex"),
        // Between words, never at an end.
        (
            Never,
            "
            p.ex par.ex c.-à-d c.à.d c.-à.-d c.-a-d c.a.d càd cad cf conf env vs c ca apr av ap
            i.e e.g viz spéc spécialt spécial partic particul notam littér litt propr propremt
            p.-ê qqch qqn qqf qq qqes qques angl allem lat gr ital hébr néerl russ provenç prov
            occit bret germ scand celt gaul franç anc anciennt mod moy vx fam péj péjor abrév étym
            syn synon anton prép conj interj subst pron compl subj impér cond trad réimpr rééd ss
            s/s préf postf introd illustr photogr ad.lib att à.l'att r.-v q.v s.v subsp aff c/o ex
            p.o p.p p.i p.c.c sté éts ets Ets Éts anct actuelt auj dial didact absolt advt substt
            elliptt ellipt iron plais vieil",
        ),
        // Before a number, a letter or a name.
        (
            Reference,
            "
            fig figs éq éqs tabl chap ch vols t p pp fasc fol f ff fos l ll liv al alin no nos No
            Nos n num pl ann app suppl éd éds ed eds sect v vv paragr réf réfs rub tél Tél téléc
            bd bld boul blvd rte fbg faub r q imp sq rés bât appt apt ét z.i z.a z.a.c b.p bp c.p
            op ms mss cod h.-t cah sér cat arr circ ép coord Vol Art Col Fig Chap Pl App Rev
            Ver ord sc str thm déf éqn hyp lem fo vo ro inv",
        ),
        // Words that are abbreviations before a number alone.
        (
            BeforeNumber,
            "
            art arts prop vol col cols tab par cas pt pts pos mars lun mar mer jeu ven vend sam dim
            lot rev ver dist can obs rem",
        ),
        // Months.
        (
            Either,
            "
            janv jan févr fév avr juil juill sept oct nov déc",
        ),
        // Ends of an enumeration.
        (
            Closing,
            "
            etc &c et.al et.coll et.suiv suiv sqq ibid ib id op.cit loc.cit art.cit passim s.d s.l
            s.l.n.d c.q.f.d r.i.p a.d r.s.v.p",
        ),
        // Ends of a date.
        (
            Era,
            "
            av.J.-C ap.J.-C apr.J.-C av.J.C ap.J.C apr.J.C J.-C J.C av.n.è av.n.e n.è n.e ap.n.è
            è.c av.è.c A.D",
        ),
        // Firms and institutions.
        (
            Either,
            "
            inc ltd corp co cie Cie Sté ass assoc inst univ acad biblioth bibl minist dépt dép dpt
            trib cass coop synd féd off admin adm S.A S.A.R.L S.N.C S.C.I S.A.S S.C.A S.C S.E
            S.p.A p.j P.J P.-D.G",
        ),
        // Countries and bodies written with full stops.
        (
            Either,
            "
            R.-U É.-U E.-U É.U E.U É.-U.A U.S U.S.A U.R.S.S R.F.A R.D.A O.N.U U.E C.E.E O.T.A.N
            S.D.N Q.G C.N.R.S N.-É N.-B C.-B Î.-P.-É T.-N.-L Sask Alb Man Ont Qc",
        ),
        // Words of grammars and dictionaries.
        (
            Either,
            "
            masc fém plur invar intr trans adj adv pers impers irrég rég inf auxil dém poss indéf
            interr exclam relat locut hist géogr géol astron astronaut aéron aéronaut mécan méc
            électr électron techn technol inform ling gramm philos phil psychol sociol écon polit
            jurid milit archit relig théol zool bot agric méd chir pharm chim biol phys math géom
            alg arithm opt thermodyn",
        ),
        // Words of libraries, offices and notices.
        (
            Either,
            "
            bull journ trav publ impr libr anon pseud autogr coll dir bibliogr frontisp vign lith
            grav portr dess cart enl h.t n.p n.d D.R T.S.V.P S.V.P s.v.p t.t.c h.t.v.a C.V P.-V
            p.-v P.V N.D.L.R N.D.T N.D.É N.d.T N.d.É N.d.A p.m a.m rdc r.-d.-c quant qté max dest
            exp tjrs gd gds gde gdes pte ptes hab spp sp var civ crim soc com arrt arrond cant
            comm augm corr rel br cplt rens insc",
        ),
    ],
    units: "
        km m dm cm mm µm nm kg g mg q t l dl cl ml hl h min mn s sec ms j jr jrs sem mo an ans a
        ha ca fr frs f c ct cts k€ m€ md mds mrd mrds mio hz khz mhz ghz w kw mw gw v kv n kn pa
        hpa mpa kj mj cal kcal ev k ua al pc o ko go to ch cv po pi lb oz pct p.c p.100 kt kts
        nd nds pers p pp vol hab e er re ème ième éd ex",
    starters: "
        à afin ailleurs ainsi alors après au aucun aucune aujourd' auparavant auprès aussi
        autant autour autre autres aux avant avec beaucoup bien bientôt c' car ce ceci cela
        celle celles celui cependant certains certaines ces cet cette ceux chacun chacune chaque
        chez combien comme comment contre d' dans de depuis dernier dernière derrière des dès
        désormais deux devant différents donc du durant également elle elles en encore enfin
        ensuite entre environ est et eux face faut finalement grâce hors ici il ils j' jamais je
        jusqu' l' la là le les leur leurs lors lorsqu' lorsque lui m' ma maintenant mais malgré
        même mes moi mon moins n' néanmoins ne ni nombre non nos notamment notre nous nul on or
        ou où oui outre par parce parfois parmi pas pendant personne peu peut plus plusieurs
        pour pourquoi pourtant premier première près puis puisqu' puisque qu' quand quant que
        quel quelle quelles quelqu' quelque quelques quels qui quiconque quoi quoiqu' quoique
        rien s' sa sans sauf se selon ses seul seule seulement si sinon soit son sont sous
        souvent suite sur surtout t' ta tandis tant tel telle tels tes toi ton toujours tous
        tout toute toutefois toutes très trois trop tu un une vers voici voilà voir vos votre
        vous vu y",
    date_openers: "à après au avant de depuis dès du en entre jusqu le vers",
    particles: "le la les du de des d' l' y bien or",
};

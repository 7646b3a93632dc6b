//! Where English sentences end.
//!
//! Abbreviations of general and scholarly English as the style guides list them (Hart's Rules,
//! Chicago, the GPO manual), by class. What is also an ordinary word is listed with its capital
//! (`Gen`, `Wash`), before numbers only (`no`, `sec`), or not at all.

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
            mr mrs ms mx messrs mssrs mmes mme mlle dr drs prof profs Hon Rt.Hon Rev Revd Fr Msgr
            Mgr Bro Sra Srta Hr Frl Archbp Abp Bp Card SS Sts Mt Mts Ft Pt Pte",
        ),
        // Ranks.
        (
            Title,
            "
            Sgt Sgts Cpl Pfc Pvt Lt Lieut Lt.Col Lt.Gen Lt.Cdr Lt.Cmdr Capt Cpt Cmdr Cdr Cmdre
            Comdr Comdt Col Cols Gen Gens Maj Maj.Gen Brig Brig.Gen Adm Vice.Adm Ens Spc Sfc Tsgt
            Flt Wg.Cdr Sqn Gp.Capt",
        ),
        // Offices.
        (
            Title,
            "
            Gov Govs Lt.Gov Pres Sen Sens Rep Reps Amb Atty Supt Insp Det Dep Asst Assoc Cllr Coun
            Chmn Sec.Gen Del Ald Treas",
        ),
        // Given names.
        (Title, "Wm Geo Chas Jas Thos Robt Edw Benj Jos Saml Alex"),
        // Between words, never at an end.
        (
            Never,
            "
            e.g eg i.e ie viz vs v cf c.f ca c approx appr esp espec incl excl resp a.k.a aka b d
            fl q.v w.r.t i.a inter.al scil sc s.v s.vv ff o.e m.e orig colloq attrib transl repr
            publ cit intl int'l nat'l natl gov't govt subsp ssp cv nr opp bef aft betw poss prob
            usu occas freq partic gen.et.sp d.b.a f.k.a n.k.a R.M.S H.M.S U.S.S S.S",
        ),
        // Before a number, a letter or a name.
        (
            Reference,
            "
            fig figs eq eqs eqn eqns vol vols chap chaps ch chs sect sects para paras p pp pg pgs
            l ll n nn bk bks pl pls ser ed eds edn edns suppl appx cl exs tel rm bldg bldgs fol
            fols f MS MSS mss r stat thm vers mk ord regs schd sched cat inv lib nos st vv cod tit
            Art Arts App Sec Secs Op Ex Tab Ref Refs Pts Prop Def Lem Cor Alg Reg No Nos Ver Mk
            Apt Ste",
        ),
        // Words that are abbreviations before a number alone.
        (
            BeforeNumber,
            "
            no art arts sec secs pt pts part ver sun sat mar may mon wed mod add col cols item pos
            app apps tab ref refs prop def cap ex ext reg rev op apt",
        ),
        // Months and days.
        (
            Either,
            "
            jan feb Mar apr jun jul aug sep sept oct nov dec Mon tue tues Wed thu thur thurs fri
            Sat Sun",
        ),
        // Ends of an enumeration.
        (
            Closing,
            "
            etc &c et.al al et.seq seq et.seqq ibid ib id loc.cit op.cit passim n.d n.p q.e.d
            r.i.p et.c r.s.v.p",
        ),
        (Era, "B.C A.D B.C.E C.E A.H B.P A.U.C b.c a.d b.c.e"),
        // Firms and institutions.
        (
            Either,
            "
            inc ltd corp co cos bros plc llc llp l.p p.c assn assns assoc univ Univ inst Inst coll
            Coll acad Acad dept depts div comm cmte mfg mfr mfrs mgmt hosp mus soc Soc Lab Labs
            Sch Dist Admin Org Ind Inds Intl Grp Pty",
        ),
        // Streets and places.
        (
            Either,
            "
            St ave Av blvd boul rd Rd Ln Ct Pl Sq hwy pkwy expy fwy tpke Ter Terr Cres Hts twp
            cnty Mtn Is Ala Ariz Ark Calif Cal Colo Conn Fla Ga Ida Ill Kan Kans Ky La Mass Md
            Mich Minn Miss Mo Mont Neb Nebr Nev Okla Ont Ore Oreg Pa Penn Penna Que Sask Tenn Tex
            Vt Va Wash Wis Wisc Wyo Alta Man Beds Berks Bucks Cambs Glos Hants Herts Lancs Leics
            Lincs Middx Northants Notts Oxon Staffs Wilts Worcs Yorks Amer Eng Brit Aus Aust Can
            Eur Ger N.Y N.J N.C S.C N.D S.D N.H N.M R.I W.Va D.C L.A P.E.I N.S N.B N.Z N.S.W U.S
            U.S.A U.K U.N E.U U.S.S.R U.A.E G.B",
        ),
        // Degrees and what follows a name.
        (
            Either,
            "
            jr sr esq ret Ph.D B.A B.S M.A M.S B.Sc M.Sc M.D D.D.S D.V.M D.Phil M.Phil LL.B LL.M
            LL.D Ed.D D.Sc M.B.A B.Eng M.Eng C.P.A F.R.S",
        ),
        // Times, notes and words of catalogues.
        (
            Either,
            "
            a.m p.m A.M P.M misc avg std elev est plur masc fem neut adj adv conj prep pron abbr
            abbrev abbrs cont contd cont'd dist regt batt bn sq.ft sq.mi cu.ft phys chem biol surg
            proc bull lett symp conf astron astrophys geophys aeronaut astronaut spp sp var anon
            pseud quot illus rept rpt qtr acct attn amt bal cert ck ctr dbl mdse mkt mos pkg pd
            rcd recd req reqd shpt whsl yrs hrs mins wks lbs ozs ins fwd bkgd Phys Chem Biol Math
            Med Proc Bull Lett Nat Sci Tech Mag Ann Trans Res Rept Astron Am Aeronaut Env max min",
        ),
    ],
    units: "
        km m cm mm mi yd yds ft in kg g mg lb lbs oz t l ml gal gals qt h hr hrs min mins s sec
        secs ms wk wks mo mos yr yrs hz khz mhz ghz w kw mw gw v kv a ma k c f pa kpa mpa hpa n
        kn mn j kj mj ev kev mev gev b kb mb gb tb au ly pc mph kph rpm psi ha ac cc bn tn pct
        deg kt kts nm nmi µm hp doz pcs pp p ch vol vols x d r pts rd st th nd",
    starters: "
        a about above according across after afterwards again all almost already also although
        among an and another any anyone are as at because before behind below besides between
        beyond both but by can certainly clearly consequently could critics currently despite
        did do does during each earlier either even eventually ever every everyone few finally
        first for formerly fortunately from furthermore generally given had has have he hence
        her here his how however i if in indeed initially instead into is it its just last
        lastly later let like likewise many maybe meanwhile more moreover most much my near
        nearly neither never nevertheless next no nobody none nonetheless nor not nothing now
        nowadays of often on once one only or originally other others otherwise our out over
        overall perhaps please previously rather recently she should similarly since so some
        somebody someone sometimes soon still such suddenly than that the their then there
        thereafter therefore these they this those though through throughout thus to today
        together tomorrow tonight too two under unfortunately unless unlike until upon usually
        very was we were what whatever when whenever where whereas wherever whether which while
        who whoever whose why will with within without would yesterday yet you your",
    date_openers: "
        about after around as at before between by during early from in late on since until",
    particles: "a an do no",
};
